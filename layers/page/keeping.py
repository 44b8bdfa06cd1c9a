"""Files made on demand, kept for the visitor who asked until the page runs for him again.

Streamlit makes such a file when its button is pressed and counts it as nobody's: as soon as two runs
have ended, of any visitors, it is thrown away, perhaps before the browser has fetched it. Where
many read at once, that is a download that fails. Here the file is put down as the visitor's own.
"""

import threading
from collections.abc import Callable

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def kept(
    work: Callable[[], bytes | str], *, file_name: str, mime: str, key: str
) -> Callable[[], bytes | str]:
    """Give what makes a file and keeps it for the visitor whose page is running now."""
    context = get_script_run_ctx()
    if context is None or not exists():
        return work

    def make_and_keep() -> bytes:
        made = work()
        content = made.encode() if isinstance(made, str) else made
        keeper = threading.Thread(
            target=get_instance().media_file_mgr.add,
            args=(content, mime, f"kept {key}", file_name),
            kwargs={"is_for_static_download": True},
        )
        add_script_run_ctx(keeper, context)  # who asked is known to a thread that is told so
        keeper.start()
        keeper.join()
        return content

    return make_and_keep
