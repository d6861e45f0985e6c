package dev.chorus.wires;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What the console shows of a classifier. Kura wants the id to be the PID. */
@ObjectClassDefinition(
        id = ClassifierConfig.PID,
        name = "Chorus Classifier",
        description =
                "Has the picture in each record classified by a family of variants over MQTT, and emits a record with"
                        + " the best label.",
        icon = @Icon(resource = "OSGI-INF/classifier.png", size = 32))
@interface ClassifierConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it ends in. */
    String PID = "dev.chorus.wires.ClassifierService";

    @AttributeDefinition(
            name = "Broker URL",
            description = "The MQTT broker, as mqtt://host:port or, with TLS, mqtts://host:port.")
    String broker_url() default "mqtt://localhost:1883";

    @AttributeDefinition(name = "Family", description = "Name of the family that is asked, as in its family.json.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Picture property",
            description = "The property of a record that holds the picture: a byte array, a JPEG or PNG file as it is.")
    String picture_property() default "picture";

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "How long an answer may take, in milliseconds. A failure is told up to a second later.")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Without an answer",
            description = "What is emitted where there is no answer: a record that says why, or nothing.",
            options = {
                @Option(label = "Emit a record with the error", value = "record"),
                @Option(label = "Emit nothing", value = "nothing")
            })
    String on_failure() default "record";

    @AttributeDefinition(
            name = "Pass on",
            description = "Whether the records emitted have the other properties of the record that came.")
    boolean pass_on() default true;

    @AttributeDefinition(
            name = "Open questions",
            min = "1",
            max = "1000",
            description = "How many pictures may wait for their answers. More are refused. Each is held in memory.")
    int open_max() default 16;

    @AttributeDefinition(
            name = "Largest picture (bytes)",
            min = "1",
            max = "16000000",
            description = "Pictures of more bytes are refused.")
    int picture_bytes_max() default 10485760;

    @AttributeDefinition(
            name = "User",
            required = false,
            description = "To log in at the broker with. Empty: nobody logs in.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "To log in at the broker with. Stored encrypted.")
    String password() default "";

    @AttributeDefinition(
            name = "SslManagerService Target Filter",
            required = false,
            description =
                    "With mqtts:// only: the SSL service of this gateway whose certificates are trusted, and whose"
                            + " key is shown to the broker. As it is, or empty: what Java trusts, and no key.")
    String SslManagerService_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Key alias",
            required = false,
            description = "Name of the key that is shown to a broker which asks for one, in the key store of the SSL"
                    + " service above. Empty: that service decides.")
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
            description = "What all topics begin with. The same for variants, aggregators and requesters.")
    String topic_root() default "chorus";
}
