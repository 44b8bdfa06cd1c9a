"""What pytest must not import here: a page for Streamlit, and what needs the peers installed."""

collect_ignore = [
    "cartopy_plate.py",
    "folium_shot.py",
    "matplotlib_plate.py",
    "peers.py",
    "printing_peers.py",
    "st_folium_page.py",
]
