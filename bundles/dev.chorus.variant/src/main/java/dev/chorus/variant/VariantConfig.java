package dev.chorus.variant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * What the console shows of a variant, in this order: first what makes the instance, last what most people leave alone. Kura
 * wants the id to be the PID.
 */
@ObjectClassDefinition(
        id = VariantConfig.PID,
        name = "Chorus Variant",
        description = "Classifies the pictures that are published to a family's request topic with one variant of the"
                + " family, and publishes the best classes.",
        icon = @Icon(resource = "OSGI-INF/variant.png", size = 32))
@interface VariantConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it ends in. */
    String PID = "dev.chorus.variant.VariantService";

    @AttributeDefinition(
            name = "Family",
            description = "Name of the family whose requests are answered, as in its family.json.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Variant",
            required = false,
            description = "Id of the member of the family that this instance runs, as in family.json, for example p48."
                    + " Its model package must be installed, or lie in the model folder.")
    String variant() default "";

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
            name = "k (classes)",
            min = "1",
            max = "255",
            description = "How many classes a result carries, the best ones. A model may rank fewer.")
    int k() default 5;

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "How long an answer may take, in milliseconds from the arrival of a request that does not say"
                    + " so itself. Later it is not worked on.")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Threads (number)",
            min = "1",
            max = "64",
            description = "How many pictures are worked on at once, each by one thread. At most as many as the gateway"
                    + " has cores to spare.")
    int threads() default 1;

    @AttributeDefinition(
            name = "Queue length (requests)",
            min = "1",
            max = "10000",
            description = "How many requests may wait for a thread. Each holds its picture in memory.")
    int queue_length() default 32;

    @AttributeDefinition(
            name = "When the queue is full",
            description = "Who goes without an answer. Dropping the oldest keeps answers in time; refusing the newest"
                    + " keeps the order in which requests came.",
            options = {
                @Option(label = "Drop the oldest", value = "drop-oldest"),
                @Option(label = "Refuse the newest", value = "refuse-newest")
            })
    String overload() default "drop-oldest";

    @AttributeDefinition(
            name = "Requests of one requester (1/s)",
            min = "0",
            max = "10000",
            description =
                    "How many requests of one requester are taken in a second; what is more is refused, so that he"
                            + " does not take the time of others. Requesters are told apart by their Response Topics. 0: any number.")
    int requester_rate_max() default 0;

    @AttributeDefinition(
            name = "Largest picture (bytes)",
            min = "1",
            max = "16000000",
            description = "Files of more bytes are refused.")
    int picture_bytes_max() default 10485760;

    @AttributeDefinition(
            name = "Largest picture (pixels)",
            min = "1",
            max = "256000000",
            description =
                    "Pictures of more pixels, width times height, are refused before they are decoded. Decoding takes"
                            + " up to 12 bytes of memory for each pixel.")
    int picture_pixels_max() default 16000000;

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
            description = "What all topics begin with, levels parted by slashes. The same for variants, aggregators and"
                    + " requesters.")
    String topic_root() default "chorus";

    @AttributeDefinition(
            name = "Model folder",
            required = false,
            description =
                    "A folder of this gateway that holds family.json and its ONNX files. Empty: the variant comes in a"
                            + " model package.")
    String model_folder() default "";

    @AttributeDefinition(
            name = "Results as JSON",
            description = "Whether results are published as JSON too, for people who look for an error.")
    boolean topk_json() default false;
}
