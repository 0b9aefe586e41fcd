"""The components that pages are built of, one file per noun; every template has them without loading."""

from maskinrum.shared.templatetags.maskinrum import badges, blocks, charts, fields, guards, icons, page, wording
from maskinrum.shared.templatetags.maskinrum.library import register

__all__ = ["badges", "blocks", "charts", "fields", "guards", "icons", "page", "register", "wording"]
