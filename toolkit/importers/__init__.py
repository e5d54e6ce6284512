"""Documents of people to tools: .docx, .odt, .html, .txt or a paste become a ``ToolDocument``.

``sandbox`` is the door. Behind it, in a process of its own:

1. a *reader* (``docx``, ``odt``, ``html``, ``text``) turns the content into one stream of
   ``blocks``, keeping text, emphasis and safe links, and noting what it leaves out;
2. ``understand`` turns the blocks into a ``document``: ``contents`` takes the table of contents
   away, ``front`` and ``labels`` read what stands around the tables, ``tables`` the tables
   themselves (``grid``, ``columns``, ``audiences``, then ``items`` and ``guessing`` for a cell).

What is wrong is a ``DocumentError``; what had to be decided is a ``Remark``. Both carry a code,
for which ``messages`` has a sentence.
"""
