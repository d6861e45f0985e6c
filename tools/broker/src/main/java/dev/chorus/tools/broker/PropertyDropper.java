package dev.chorus.tools.broker;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.lang.reflect.Field;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** Takes every property off what clients publish. Netty's properties can only be added to, hence the reflection. */
final class PropertyDropper implements MQTTInterceptor {

    private static final String[] FIELDS = {"props", "userProperties", "subscriptionIds"};

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet instanceof MqttPublishMessage publish) {
            clear(publish.variableHeader().properties());
        }
        return true;
    }

    private static void clear(MqttProperties properties) {
        try {
            for (String name : FIELDS) {
                Field field = MqttProperties.class.getDeclaredField(name);
                field.setAccessible(true);
                field.set(properties, null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Netty's MQTT properties have changed", e);
        }
    }
}
