from collections.abc import Callable

from mammoth import Convert, Picture

def img_element(func: Callable[[Picture], dict[str, str]]) -> Convert: ...
