package dev.chorus.wires;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Console attributes of the classifier. Kura requires the id to be the PID. */
@ObjectClassDefinition(
        id = ClassifierConfig.PID,
        name = "Chorus Classifier",
        description = "Classifies the picture of each record with a family of variants over MQTT, and emits a"
                + " record with the best label.",
        icon = @Icon(resource = "OSGI-INF/classifier.png", size = 32))
@interface ClassifierConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it is written to. */
    String PID = "dev.chorus.wires.ClassifierService";

    @AttributeDefinition(
            name = "Broker URL",
            description =
                    "MQTT broker of all gateways and requesters: mqtt://host:port or, with TLS, mqtts://host:port."
                            + " The default port is 1883, with TLS 8883.")
    String broker_url() default "mqtt://localhost:1883";

    @AttributeDefinition(name = "Family", description = "Name of the family that classifies, as in its family.json.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Picture property",
            description = "Property of the record that holds the picture: a byte array with a JPEG or PNG file.")
    String picture_property() default "picture";

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "Time limit for an answer. A failure is emitted up to a second later.")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Without an answer",
            description = "Reaction to a request without an answer: a record with the error, or nothing.",
            options = {
                @Option(label = "Emit a record with the error", value = "record"),
                @Option(label = "Emit nothing", value = "nothing")
            })
    String on_failure() default "record";

    @AttributeDefinition(
            name = "Pass on",
            description = "Copies the other properties of the received record to the emitted ones.")
    boolean pass_on() default true;

    @AttributeDefinition(
            name = "Open requests (number)",
            min = "1",
            max = "1000",
            description = "Maximum number of pictures that wait for their answers; each is held in memory. Further"
                    + " pictures are rejected.")
    int open_max() default 16;

    @AttributeDefinition(
            name = "Largest picture (bytes)",
            min = "1",
            max = "16000000",
            description = "Larger pictures are rejected.")
    int picture_bytes_max() default 10485760;

    @AttributeDefinition(
            name = "User",
            required = false,
            description = "User name for the broker. Leave empty for anonymous access.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "Password for the broker. Kura stores it encrypted.")
    String password() default "";

    @AttributeDefinition(
            name = "Use SSL service",
            description =
                    "With mqtts:// only: takes the trusted certificates and the client key from the SSL service chosen below. Set it"
                            + " to false to go back to the JVM trust store without a client certificate.")
    boolean ssl_service_enabled() default true;

    @AttributeDefinition(
            name = "SslManagerService Target Filter",
            required = false,
            description =
                    "With mqtts:// only: SSL service that supplies trust store and client key. The default means none: the JVM"
                            + " trust store, no client certificate. The list has no entry for none; to go back, use the setting above.")
    String SslManagerService_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Key alias",
            required = false,
            description =
                    "Alias of the client key in the key store of the SSL service. Kura 5.6 ignores it: Java picks a key of"
                            + " the store that the broker accepts. Leave empty there.")
    String ssl_key_alias() default "";

    @AttributeDefinition(
            name = "Client id",
            required = false,
            description =
                    "Identifies this instance at the broker and in the status topic: 1 to 64 of A-Z a-z 0-9 _ . -, unique at"
                            + " the broker. Empty: MAC address or serial number of the gateway and the name of this component.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Topic root",
            description =
                    "First levels of all topics, separated by slashes. Must be the same for variants, aggregators and"
                            + " requesters.")
    String topic_root() default "chorus";
}
