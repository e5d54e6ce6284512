"""Small exports of WordPress (WXR), as its servers write them."""

from html import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Ancien site</title><link>https://ancien.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://ancien.example</wp:base_blog_url>
<wp:author><wp:author_login>mlavoie</wp:author_login><wp:author_email>m@ancien.example</wp:author_email>
<wp:author_display_name><![CDATA[Mireille Lavoie]]></wp:author_display_name></wp:author>
"""


def export(*items: str) -> str:
    return f"{HEAD}{''.join(items)}</channel></rss>"


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def term(name: str, domain: str = "category", nicename: str = "") -> str:
    slug = nicename or name.casefold().replace(" ", "-")
    return f'<category domain="{domain}" nicename="{escape(slug)}">{cdata(name)}</category>'


def comment(
    id: int,
    text: str = "Merci !",
    *,
    parent: int = 0,
    approved: str = "1",
    kind: str = "comment",
    name: str = "Noémie Roy",
    email: str = "noemie@example.org",
) -> str:
    return (
        f"<wp:comment><wp:comment_id>{id}</wp:comment_id>"
        f"<wp:comment_author>{cdata(name)}</wp:comment_author>"
        f"<wp:comment_author_email>{escape(email)}</wp:comment_author_email>"
        "<wp:comment_date>2019-03-02 05:00:00</wp:comment_date>"
        f"<wp:comment_date_gmt>2019-03-02 10:00:{id % 60:02d}</wp:comment_date_gmt>"
        f"<wp:comment_content>{cdata(text)}</wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def item(
    id: int = 12,
    html: str = "Nous avons choisi quatre villages.",
    *inside: str,
    title: str = "Quatre cafés",
    slug: str = "quatre-cafes",
    kind: str = "post",
    status: str = "publish",
    excerpt: str = "",
    password: str = "",
    creator: str = "mlavoie",
    thumbnail: int | None = None,
    comments: str = "open",
    link: str = "https://ancien.example/2019/03/quatre-cafes/",
) -> str:
    meta = (
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        f"<wp:meta_value>{thumbnail}</wp:meta_value></wp:postmeta>"
    )
    return (
        f"<item><title>{cdata(title)}</title><link>{link}</link><dc:creator>{creator}</dc:creator>"
        f"<content:encoded>{cdata(html)}</content:encoded>"
        f"<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded><wp:post_id>{id}</wp:post_id>"
        "<wp:post_date>2019-03-01 21:00:00</wp:post_date>"
        "<wp:post_date_gmt>2019-03-02 02:00:00</wp:post_date_gmt>"
        f"<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>"
        f"<wp:comment_status>{comments}</wp:comment_status>"
        f"<wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>"
        f"{meta if thumbnail else ''}{''.join(inside)}</item>"
    )


def attachment(id: int, address: str, alt: str = "") -> str:
    return (
        f"<item><title>Une photo</title><wp:post_id>{id}</wp:post_id>"
        "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>"
        f"<wp:attachment_url>{address}</wp:attachment_url>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        f"<wp:meta_value>{cdata(alt)}</wp:meta_value></wp:postmeta></item>"
    )
