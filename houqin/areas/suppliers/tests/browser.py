from django.test import Client

from houqin.tests.people import World


def browser(world: World, who: str) -> Client:
    """A browser in which this person has signed in."""
    client, user = Client(), world.people[who].user
    assert user is not None
    client.force_login(user)
    return client
