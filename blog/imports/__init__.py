"""What writes into the blog what the importers read."""
