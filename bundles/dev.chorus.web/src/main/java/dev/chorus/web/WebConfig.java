package dev.chorus.web;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Console attributes of the web component, first those that identify the instance. Kura requires the id to be the
 * PID.
 */
@ObjectClassDefinition(
        id = WebConfig.PID,
        name = "Chorus Web",
        description = "Shows a family on the status page at /chorus and by REST at /services/chorus/v1.",
        icon = @Icon(resource = "OSGI-INF/web.png", size = 32))
@interface WebConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it is written to. */
    String PID = "dev.chorus.web.WebService";

    @AttributeDefinition(name = "Family", description = "Name of the family that is shown, as in its family.json.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Broker URL",
            description =
                    "MQTT broker of all gateways and requesters: mqtt://host:port or, with TLS, mqtts://host:port."
                            + " The default port is 1883, with TLS 8883.")
    String broker_url() default "mqtt://localhost:1883";

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
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "Time limit for an answer to a call that names none.")
    int deadline_ms() default 2000;

    @AttributeDefinition(
            name = "Largest picture (bytes)",
            min = "1",
            max = "16000000",
            description = "Larger pictures are rejected before they are sent to the broker.")
    int picture_bytes_max() default 10485760;

    @AttributeDefinition(
            name = "Results (number)",
            min = "1",
            max = "1000",
            description = "Number of latest results that are kept for display.")
    int results_kept() default 100;

    @AttributeDefinition(
            name = "Show pictures",
            description = "Shows the pictures of the latest results. All pictures sent to the family are then"
                    + " received by this gateway; otherwise only pictures sent with this component are shown.")
    boolean pictures() default false;

    @AttributeDefinition(
            name = "Keep doubtful pictures",
            description = "Keeps pictures on which variants disagree, or whose answer has a small margin, for"
                    + " labeling and the training of the next family. Disk writes files to the folder below;"
                    + " Topic publishes to ROOT/FAMILY/doubtful. All pictures sent to the family are then"
                    + " received by this gateway.",
            options = {
                @Option(label = "Disk", value = "disk"),
                @Option(label = "Off", value = "off"),
                @Option(label = "Topic", value = "topic")
            })
    String keep() default "off";

    @AttributeDefinition(
            name = "Keep, folder",
            required = false,
            description = "Absolute path of the folder for kept pictures; a folder for the family is created in it."
                    + " Used with Disk only.")
    String keep_folder() default "";

    @AttributeDefinition(
            name = "Keep, margin (%)",
            min = "0",
            max = "100",
            description = "Keeps pictures whose first label leads the second by less. 0 keeps none for this reason.")
    int keep_margin_percent() default 10;

    @AttributeDefinition(
            name = "Keep, disagreement",
            description = "Keeps pictures for which the variants do not all have the same first label.")
    boolean keep_disagreement() default true;

    @AttributeDefinition(
            name = "Keep, pictures (number)",
            min = "1",
            max = "100000",
            description = "With Disk: maximum number of unlabeled pictures. Beyond it the oldest is removed.")
    int keep_pictures_max() default 500;

    @AttributeDefinition(
            name = "Keep, size (MiB)",
            min = "1",
            max = "100000",
            description = "With Disk: maximum size of all unlabeled pictures. Beyond it the oldest is removed.")
    int keep_mebibytes_max() default 200;

    @AttributeDefinition(
            name = "Keep, rate (pictures a minute)",
            min = "1",
            max = "6000",
            description = "Maximum number of pictures kept in a minute.")
    int keep_per_minute_max() default 10;

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
            description = "Identifies this instance at the broker: 1 to 64 of A-Z a-z 0-9 _ . -, unique at"
                    + " the broker. Empty: MAC address or serial number of the gateway and the name of this component.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Topic root",
            description =
                    "First levels of all topics, separated by slashes. Must be the same for variants, aggregators and"
                            + " requesters.")
    String topic_root() default "chorus";
}
