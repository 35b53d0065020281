"""The roof: settings, addresses and the WSGI door of this site."""
