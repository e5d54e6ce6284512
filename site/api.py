"""The API's one instance: what each app offers is a router of its own."""

from ninja import NinjaAPI

from search.api import router as search

api = NinjaAPI(title="agirtôt", version="3", urls_namespace="api", docs_url=None)
api.add_router("/search", search)
