def write_page(found):
    return found.folder / "report.html"
