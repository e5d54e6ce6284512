"""The API's one instance: Wagtail's, which every app adds its own routers to.

Parts of pages are registered before the pages themselves, whose schemas are made of them.
"""

from wagtail.api.v3.urls import api

import blog.api
import home.api
import toolkit.api
from home.api.document import DocumentView
from home.api.stock import guard
from search.api import router as search

api.title = "agirtôt"
api.version = "3.0.0"
api.description = (
    "Everything that readers of the site can read, and for the owners of tokens what they may "
    "write. `docs/reference/api.md` is the guide."
)
toolkit.api.register(api)
blog.api.register(api)
home.api.register(api)
api.add_router("/search", search)
guard(api)

document = DocumentView(api)
