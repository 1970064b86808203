"""The methods of the Bot API, by lower-case name."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.botapi.methods import editing, profile, sending, showing
from simulator.reading.params import Params
from simulator.world.world import World

Method = Callable[[World, Params], Any]

METHODS: Mapping[str, Method] = {
    "getme": showing.get_me,
    "getchat": showing.get_chat,
    "getchatmember": showing.get_chat_member,
    "getfile": showing.get_file,
    "answercallbackquery": showing.answer_callback_query,
    "sendchataction": showing.send_chat_action,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "sendcontact": sending.send_contact,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmyname": profile.set_text("name", 64),
    "setmydescription": profile.set_text("description", 512),
    "setmyshortdescription": profile.set_text("short_description", 120),
    "getmyname": profile.get_text("name"),
    "getmydescription": profile.get_text("description"),
    "getmyshortdescription": profile.get_text("short_description"),
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
}
