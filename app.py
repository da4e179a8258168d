"""Linkage, put together: settings, extensions, rooms, command line. Composition only; nobody imports this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

import config
from dialogue.dialogues import routes as dialogues
from events.delegations import jobs as delegations_jobs
from events.delegations import routes as delegations
from events.delegations.queries import asked as delegations_asked
from events.editions import routes as editions
from events.feeds import routes as feeds
from events.participants import routes as participants
from events.programme import commands as programme_commands
from events.programme import routes as programme
from events.programme.queries import answers as programme_asked
from events.registration import jobs as registration_jobs
from events.registration import routes as registration
from events.registration.queries import asked as registration_asked
from events.venues import routes as venues
from foundation import assets, languages, pages, shown, signed_in
from foundation.db import db
from foundation.kept import ShortCut
from portal.asked import routes as asked
from portal.bodies import routes as bodies
from portal.demonstration import routes as demonstration
from portal.desk import routes as desk
from portal.front import routes as front
from portal.health import routes as health
from portal.home import routes as home
from portal.journal import routes as journal
from portal.lines import routes as lines
from portal.loading import commands as loading_commands
from portal.my import routes as my
from portal.roles import routes as roles
from portal.setting_up import commands as setting_up_commands
from portal.style import routes as style
from stakeholders.accounts import queries as people
from stakeholders.accounts import routes as accounts
from stakeholders.accreditation import routes as accreditation
from stakeholders.organizations import jobs as organizations_jobs
from stakeholders.organizations import routes as organizations

ROOMS = (
    *(health, home, style, bodies, lines, demonstration, my, asked, desk, roles, journal, accounts, organizations),
    *(accreditation, feeds, registration, delegations, participants, dialogues, programme, venues, editions, front),
)
COMMANDS = (loading_commands, programme_commands, setting_up_commands)
ASKED = (programme_asked, registration_asked, delegations_asked)
"""Rooms that put what they ask of a body on its page when they are imported."""
WORK = (registration_jobs, delegations_jobs, organizations_jobs)
"""Rooms whose jobs.py puts work under its name when it is imported: the worker finds it there."""


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application; `settings` are laid over those of the environment."""
    app = Flask(__name__, static_folder=None)
    app.config.update(config.from_environment(), **(settings or {}))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = True

    db.init_app(app)
    Migrate(app, db, directory=str(Path(__file__).parent / "migrations"), render_as_batch=True)
    CSRFProtect(app)
    languages.init_app(app)
    assets.init_app(app, Path(__file__).parent / "static")
    pages.init_app(app)
    shown.init_app(app)
    signed_in.init_app(app, load=people.person_of)
    for room in ROOMS:
        app.register_blueprint(room.pages)
    for room_commands in COMMANDS:
        app.cli.add_command(room_commands.group)

    short_cut = ShortCut(app.wsgi_app, zone=app.config["ZONE"], capacity=app.config["KEPT_BYTES"])
    app.wsgi_app = short_cut  # type: ignore[method-assign]
    with app.app_context():
        short_cut.use(db.engine)
    return app
