pytest_plugins = ["houqin.tests.people"]
