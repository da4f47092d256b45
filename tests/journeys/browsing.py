"""A browser's context, as a phone or as a desktop."""

from typing import Literal, TypedDict

from playwright.sync_api import ViewportSize

PIXEL = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)


class Options(TypedDict):
    """What makes a browser context a device."""

    viewport: ViewportSize
    user_agent: str | None
    device_scale_factor: float
    has_touch: bool
    is_mobile: bool
    locale: str
    reduced_motion: Literal["reduce"]


def options_of(who: str) -> Options:
    """Return what makes a device: whoever is called `phone…` is small and touched, any other is a desktop."""
    is_phone = who.startswith("phone")
    return Options(
        viewport=PHONE if is_phone else DESKTOP,
        user_agent=PIXEL if is_phone else None,
        device_scale_factor=2 if is_phone else 1,
        has_touch=is_phone,
        is_mobile=is_phone,
        locale="en-GB",
        reduced_motion="reduce",  # a sign that turns is drawn anew for as long as a task runs
    )
