"""Every page of the product: the site's as built, the apps' as their URL maps list them."""

from functions import citizen_app, officer_app
from functions.paths import ROOT
from functions.settings import Settings

SITE = ROOT / "build" / "site"
# What is not a page: a health check for machines, pictures, a file.
NOT_PAGES = {
    "/healthz",
    "/officer/applications/<number>/photo.jpg",
    "/register/individual/photo/preview",
    "/register/<number>.pdf",
}
LANGUAGES = ("vi", "en")


def of_the_site() -> list[str]:
    """The paths of the static pages, both languages."""
    files = sorted(SITE.rglob("*.html"))
    return ["/" + str(file.relative_to(SITE)).removesuffix("index.html") for file in files]


def of_the_apps() -> list[str]:
    """The paths of the citizen and the officer app that answer a GET."""
    settings = Settings("local", "http://127.0.0.1", ("listing routes",))
    apps = citizen_app.create(settings), officer_app.create(settings)
    return sorted(
        rule.rule
        for app in apps
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.rule not in NOT_PAGES
    )
