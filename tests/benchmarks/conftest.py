"""What pytest must not import here: a script that Streamlit runs."""

collect_ignore = ["st_folium_page.py"]
