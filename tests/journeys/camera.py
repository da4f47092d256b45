"""A camera that looks at a QR code: a film for Chromium's fake video device."""

from pathlib import Path

import segno

WIDTH, HEIGHT = 640, 480
SHARE = 0.55  # of the height: the scanner reads the middle two thirds
WHITE, BLACK, NO_COLOUR = 235, 16, 128  # of Y, and of U and V, in BT.601


def film_of(text: str, path: Path) -> None:
    """Write a film (YUV4MPEG2, one frame that Chromium repeats) of a QR code with this text, held to the camera."""
    rows = [bytes(row) for row in segno.make_qr(text, error="l").matrix_iter(scale=1, border=0)]
    scale = int(HEIGHT * SHARE) // len(rows)
    side = scale * len(rows)
    left, top = (WIDTH - side) // 2, (HEIGHT - side) // 2
    luma = bytearray([WHITE]) * (WIDTH * HEIGHT)
    for y in range(side):
        row = rows[y // scale]
        start = (top + y) * WIDTH + left
        luma[start : start + side] = bytes(BLACK if row[x // scale] else WHITE for x in range(side))
    chroma = bytes([NO_COLOUR]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F15:1 Ip A1:1 C420jpeg\nFRAME\n".encode() + luma + chroma)


def arguments_for(film: Path) -> tuple[str, ...]:
    """Return what gives Chromium this camera, and lets pages use it unasked."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
