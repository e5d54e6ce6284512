# The command table: "make help" prints it.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format types check messages openapi bench ci

help: ## print this table
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: ## install what the project needs and the commit hooks
	uv sync
	uv run pre-commit install

run: ## the site with demo content on http://127.0.0.1:8000/
	uv run manage.py demo

test: ## the tests; those in a browser are left out where there is no Chromium
	uv run pytest

lint: ## style of code and templates, who imports whom
	uv run ruff check
	uv run ruff format --check
	git ls-files -z '*/templates/*.html' | xargs -0 uv run djade --check
	uv run lint-imports

format: ## write code and templates in the project's style
	uv run ruff check --fix
	uv run ruff format
	git ls-files -z '*/templates/*.html' | xargs -0 uv run djade

types: ## mypy
	uv run mypy

check: ## Django's own checks, the migrations and the catalogues
	uv run manage.py check
	uv run manage.py makemigrations --check --dry-run
	.ci/catalogues

messages: ## gather the texts to translate, then compile the catalogues
	uv run manage.py makemessages --all --no-obsolete --no-location --no-wrap \
	  --ignore '.venv/*' --ignore 'tests/*'
	msgattrib --no-wrap --clear-fuzzy --empty --clear-previous -o locale/en/LC_MESSAGES/django.po locale/en/LC_MESSAGES/django.po
	msgen --no-wrap --lang=en -o locale/en/LC_MESSAGES/django.po locale/en/LC_MESSAGES/django.po
	uv run manage.py compilemessages --ignore '.venv/*'

openapi: ## write the copy of the API's document anew, and say what has changed
	uv run manage.py openapi

bench: ## time and memory of imports; what comments withstand
	uv run python -m benchmarks.imports
	uv run python -m benchmarks.disqus
	uv run python -m benchmarks.comments --full

ci: ## everything that is checked before a change is taken, PostgreSQL included
	.ci/run
