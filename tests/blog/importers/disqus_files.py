"""Small exports of Disqus, as its servers write them."""

from html import escape

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<category dsq:id="1"><forum>agirtot</forum><title>General</title></category>
"""


def export(*records: str) -> str:
    return f"{HEAD}{''.join(records)}</disqus>"


def thread(
    id: int | str,
    identifier: str = "",
    link: str = "",
    *,
    title: str = "Un récit",
    deleted: bool = False,
) -> str:
    return (
        f'<thread dsq:id="{id}"><id>{escape(identifier)}</id><forum>agirtot</forum>'
        f"<link>{escape(link)}</link><title>{escape(title)}</title><message />"
        f"<createdAt>2019-03-01T12:00:00Z</createdAt><author><name>Rédaction</name></author>"
        f"<isClosed>false</isClosed><isDeleted>{str(deleted).lower()}</isDeleted></thread>\n"
    )


def post(
    id: int | str,
    thread: int | str,
    html: str = "<p>Merci !</p>",
    *,
    parent: int | str = "",
    date: str = "2019-03-02T10:00:00Z",
    name: str = "Noémie Roy",
    email: str = "Noemie@Example.org",
    deleted: bool = False,
    spam: bool = False,
) -> str:
    above = f'<parent dsq:id="{parent}" />' if parent else ""
    own = f' dsq:id="{id}"' if id else ""
    address = f"<email>{escape(email)}</email>" if email else ""
    message = html.replace("]]>", "]]]]><![CDATA[>")
    return (
        f"<post{own}><id /><message><![CDATA[{message}]]></message>"
        f"<createdAt>{date}</createdAt><isDeleted>{str(deleted).lower()}</isDeleted>"
        f"<isSpam>{str(spam).lower()}</isSpam><author>{address}<name>{escape(name)}</name>"
        f"<isAnonymous>true</isAnonymous></author><ipAddress>203.0.113.7</ipAddress>"
        f'<thread dsq:id="{thread}" />{above}</post>\n'
    )
