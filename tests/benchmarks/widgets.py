"""What a browser says of a widget that nobody touched: its value, as the server placed it."""

from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState


def _first(options: list[str], place: int) -> str:
    return options[place] if options else ""


def _chosen(widget: Any) -> list[str]:
    """Give what a group of buttons shows as chosen."""
    if widget.set_value:
        return list(widget.raw_values)
    contents = [getattr(option, "content", option) for option in widget.options]
    return [contents[place] for place in widget.default]


def to_state(element: Element, said: WidgetState | None) -> WidgetState | None:
    """Give the state of a widget: what was said of it, unless the server sets it anew."""
    kind = str(element.WhichOneof("type"))
    widget = getattr(element, kind)
    if said is not None and not getattr(widget, "set_value", False):
        return said
    state = WidgetState(id=getattr(widget, "id", ""))
    match kind:
        case "checkbox":
            state.bool_value = widget.value if widget.set_value else widget.default
        case "button_group" | "multiselect":
            state.string_array_value.data.extend(_chosen(widget))
        case "selectbox" | "radio":
            usual = _first(list(widget.options), widget.default)
            state.string_value = widget.raw_value if widget.set_value else usual
        case "slider" if widget.options:
            places = widget.raw_value or [widget.options[int(k)] for k in widget.default]
            state.string_array_value.data.extend(places)
        case "text_input":
            state.string_value = widget.value if widget.set_value else widget.default
        case "number_input":
            state.double_value = widget.value if widget.set_value else widget.default
        case _:
            return None
    return state
