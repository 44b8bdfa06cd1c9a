"""What pytest must not import here: a page for Streamlit, and what needs the peers installed."""

collect_ignore = ["st_folium_page.py", "matplotlib_plate.py", "peers.py"]
