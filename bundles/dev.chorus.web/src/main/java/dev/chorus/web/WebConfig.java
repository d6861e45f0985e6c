package dev.chorus.web;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What the console shows of a watch, first what makes the instance. Kura wants the id to be the PID. */
@ObjectClassDefinition(
        id = WebConfig.PID,
        name = "Chorus Web",
        description = "Shows a family at /services/chorus/v1/page, and lets programs ask and watch it over REST.",
        icon = @Icon(resource = "OSGI-INF/web.png", size = 32))
@interface WebConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it ends in. */
    String PID = "dev.chorus.web.WebService";

    @AttributeDefinition(name = "Family", description = "Name of the family that is shown, as in its family.json.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Broker URL",
            description = "The MQTT broker that all gateways and requesters share: mqtt://host:port or, with TLS,"
                    + " mqtts://host:port. Without a port 1883, with TLS 8883.")
    String broker_url() default "mqtt://localhost:1883";

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
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "How long an answer may take, in milliseconds, where who asks does not say so.")
    int deadline_ms() default 2000;

    @AttributeDefinition(
            name = "Largest picture (bytes)",
            min = "1",
            max = "16000000",
            description = "Larger ones are refused before they are sent to the broker.")
    int picture_bytes_max() default 10485760;

    @AttributeDefinition(
            name = "Results (number)",
            min = "1",
            max = "1000",
            description = "How many of the last results are kept to be shown.")
    int results_kept() default 100;

    @AttributeDefinition(
            name = "Show pictures",
            description =
                    "Whether the pictures of the last results are shown. All pictures that anybody asks about then come to"
                            + " this gateway too; without it only those that were asked here are shown.")
    boolean pictures() default false;

    @AttributeDefinition(
            name = "Keep doubtful pictures",
            description =
                    "Pictures on which variants disagree, or whose answer has a small margin, are kept for somebody to"
                            + " label, so that the next family learns from them. Disk: as files in the folder below. Topic: published to"
                            + " <root>/<family>/doubtful. All pictures that anybody asks about then come to this gateway.",
            options = {
                @Option(label = "Disk", value = "disk"),
                @Option(label = "Off", value = "off"),
                @Option(label = "Topic", value = "topic")
            })
    String keep() default "off";

    @AttributeDefinition(
            name = "Keep, folder",
            required = false,
            description =
                    "Where to write them, an absolute path; a folder for the family is made in it. With Disk only.")
    String keep_folder() default "";

    @AttributeDefinition(
            name = "Keep, margin (%)",
            min = "0",
            max = "100",
            description =
                    "Answers whose first label leads the second by less are doubtful. 0: none is for that reason.")
    int keep_margin_percent() default 10;

    @AttributeDefinition(
            name = "Keep, disagreement",
            description = "Whether answers are doubtful if the variants have not all the same first label.")
    boolean keep_disagreement() default true;

    @AttributeDefinition(
            name = "Keep, pictures (number)",
            min = "1",
            max = "100000",
            description = "With Disk: so many that are not labelled yet are kept, then the eldest is removed.")
    int keep_pictures_max() default 500;

    @AttributeDefinition(
            name = "Keep, size (MiB)",
            min = "1",
            max = "100000",
            description = "With Disk: those that are not labelled yet take no more room, then the eldest is removed.")
    int keep_mebibytes_max() default 200;

    @AttributeDefinition(
            name = "Keep, rate (pictures a minute)",
            min = "1",
            max = "6000",
            description = "No more are kept in a minute.")
    int keep_per_minute_max() default 10;

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
            description = "Identifies this instance at the broker: 1 to 64 of A-Z a-z 0-9 _ . -, unique at"
                    + " the broker. Empty: MAC address or serial number of the gateway and the name of this component.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Topic root",
            description = "What all topics begin with, levels parted by slashes. The same for variants, aggregators and"
                    + " requesters.")
    String topic_root() default "chorus";
}
