from blog.models.comments import Comment, Like, Report, Subscription
from blog.models.imports import ImportedPage
from blog.models.index import BlogIndexPage
from blog.models.moderation import Ban, CannedReply, CommentSettings, CommentsMode
from blog.models.people import Author, Category, StoryAuthor
from blog.models.stories import BlogPage

__all__ = [
    "Author",
    "Ban",
    "BlogIndexPage",
    "BlogPage",
    "CannedReply",
    "Category",
    "Comment",
    "CommentSettings",
    "CommentsMode",
    "ImportedPage",
    "Like",
    "Report",
    "StoryAuthor",
    "Subscription",
]
