#!/usr/bin/env python3
"""Asks a family about a picture: classify.py HOST PORT FAMILY PICTURE [3|5], the MQTT version; needs paho-mqtt."""
import hashlib
import json
import os
import sys
import threading

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

host, port, family, picture, version = (sys.argv[1:] + ["5"])[:5]
data = open(picture, "rb").read()
v5 = version == "5"
# MQTT 3.1.1 has no Correlation Data: the request is called by the beginning of its picture's SHA-256.
name = os.urandom(16) if v5 else hashlib.sha256(data).digest()[:16]
listen = f"chorus/{family}/reply/{name.hex()}" if v5 else f"chorus/{family}/result"
answered = threading.Event()
problem = []
PROPERTIES = 512  # at least as many bytes as topic and properties have


def connected(client, *arguments):
    # With MQTT 5 the broker announces the largest packet that it takes, such as 2,000,000 bytes (mosquitto 2.1 by default).
    limit = getattr(arguments[-1], "MaximumPacketSize", None) if v5 else None
    if limit and len(data) + PROPERTIES > limit:
        problem.append(f"the picture has {len(data)} bytes, the broker takes packets of at most {limit}")
        answered.set()
    else:
        client.subscribe(listen, qos=1)


def disconnected(*_):
    # With MQTT 3.1.1 a broker can only hang up on a packet that is too large for it.
    problem.append("the broker closed the connection, perhaps because the picture is too large for it")
    answered.set()


def subscribed(client, *_):
    properties = None
    if v5:
        properties = Properties(PacketTypes.PUBLISH)
        properties.CorrelationData = name
        properties.ResponseTopic = listen
        properties.UserProperty = ("deadlineMs", "5000")
    client.publish(f"chorus/{family}/request", data, qos=1, properties=properties)


def heard(_client, _userdata, message):
    answer = json.loads(message.payload)
    if answer["id"] == name.hex():
        print(answer["outcome"], *(f"{one['label']}={one['score']:.3f}" for one in answer["labels"][:3]))
        answered.set()


options = {"protocol": mqtt.MQTTv5 if v5 else mqtt.MQTTv311}
if hasattr(mqtt, "CallbackAPIVersion"):  # paho-mqtt 2
    options["callback_api_version"] = mqtt.CallbackAPIVersion.VERSION2
client = mqtt.Client(**options)
client.on_connect, client.on_disconnect = connected, disconnected
client.on_subscribe, client.on_message = subscribed, heard
client.connect(host, int(port))
client.loop_start()
if not answered.wait(10):
    problem.append("no answer within 10 s")
sys.exit("; ".join(problem) or 0)
