/**
 * MQTT brokers for tests and the demo: {@link dev.chorus.tools.broker.EmbeddedBroker} inside this JVM (Apache ActiveMQ
 * Artemis) and {@link dev.chorus.tools.broker.MosquittoBroker} as a process, where mosquitto is installed. Both listen on
 * the loopback interface only and keep nothing on disk once closed.
 */
package dev.chorus.tools.broker;
