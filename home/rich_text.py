"""What rich text may hold, by kind of text (features of Wagtail's Draftail editor)."""

SHORT_FEATURES = ["link", "document-link"]
RUNNING_FEATURES = ["bold", "italic", "ol", "ul", *SHORT_FEATURES]
