"""Reads the list of papers as a visitor has it."""


def line(element):
    return " ".join(element.text_content().split())


def titles(page):
    return [line(link) for link in page.xpath("//ol[@class='cards']//h3/a")]


def facets(page):
    """Return the options of each facet: what they are called and how many papers each would leave."""
    return {
        line(section.find("h2")): [
            (line(link.find("span")), int(link.find_class("count")[0].text)) for link in section.iter("a")
        ]
        for section in page.xpath("//section[contains(@class, 'facet')]")
    }


def option(page, facet, label):
    """Return the address that an option leads to."""
    return next(
        link.get("href")
        for link in page.xpath(f"//section[h2='{facet}']//a")
        if line(link.find("span")) == label
    )


def total(page):
    return line(page.xpath("//h2[@id='result']")[0])


def chosen(page):
    return [(line(link), link.get("href")) for link in page.xpath("//ul[@class='chosen-list']//a")]
