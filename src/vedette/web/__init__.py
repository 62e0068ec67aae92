"""The browser, a thin door: server-rendered pages, each with a JSON twin."""
