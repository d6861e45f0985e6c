package dev.chorus.variant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Console attributes of the variant, first those that identify the instance, last those that are rarely changed. Kura
 * requires the id to be the PID.
 */
@ObjectClassDefinition(
        id = VariantConfig.PID,
        name = "Chorus Variant",
        description =
                "Classifies the pictures of a family with one of its variants, and publishes the best" + " classes.",
        icon = @Icon(resource = "OSGI-INF/variant.png", size = 32))
@interface VariantConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it is written to. */
    String PID = "dev.chorus.variant.VariantService";

    @AttributeDefinition(
            name = "Family",
            description = "Name of the family whose requests are answered, as in its family.json.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Variant",
            required = false,
            description = "Id of the variant that this instance runs, as in family.json, for example p48. Its model"
                    + " package must be installed, or its files must be in the model folder.")
    String variant() default "";

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
            name = "k (classes)",
            min = "1",
            max = "255",
            description = "Number of best classes in a result. A model may rank fewer.")
    int k() default 5;

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "Time limit for an answer, from the arrival of a request that names no deadline. Later"
                    + " requests are dropped.")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Threads (number)",
            min = "1",
            max = "64",
            description = "Number of pictures classified in parallel, each on one thread. At most the number of cores"
                    + " that the gateway can spare.")
    int threads() default 1;

    @AttributeDefinition(
            name = "Queue length (requests)",
            min = "1",
            max = "10000",
            description = "Maximum number of requests that wait for a thread. Each holds its picture in memory.")
    int queue_length() default 32;

    @AttributeDefinition(
            name = "When the queue is full",
            description =
                    "Dropping the oldest keeps answers in time; refusing the newest keeps the order of" + " requests.",
            options = {
                @Option(label = "Drop the oldest", value = "drop-oldest"),
                @Option(label = "Refuse the newest", value = "refuse-newest")
            })
    String overload() default "drop-oldest";

    @AttributeDefinition(
            name = "Requests of one requester (1/s)",
            min = "0",
            max = "10000",
            description = "Maximum requests per second from one requester; further requests are rejected. Requesters"
                    + " are distinguished by their Response Topics. 0 sets no limit.")
    int requester_rate_max() default 0;

    @AttributeDefinition(
            name = "Largest picture (bytes)",
            min = "1",
            max = "16000000",
            description = "Larger files are rejected.")
    int picture_bytes_max() default 10485760;

    @AttributeDefinition(
            name = "Largest picture (pixels)",
            min = "1",
            max = "256000000",
            description = "Pictures with more pixels, width times height, are rejected before decoding. Decoding"
                    + " takes up to 12 bytes of memory per pixel.")
    int picture_pixels_max() default 16000000;

    @AttributeDefinition(
            name = "Answer retained pictures",
            description = "Answers the picture that the broker keeps for the request topic, as cameras and Frigate"
                    + " publish snapshots, each time this variant subscribes. The default ignores it and shows a warning"
                    + " in the status.")
    boolean retained_pictures() default false;

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

    @AttributeDefinition(
            name = "Model folder",
            required = false,
            description = "Folder of this gateway with family.json and its ONNX files. Leave empty if the variant"
                    + " comes in a model package.")
    String model_folder() default "";

    @AttributeDefinition(
            name = "Results as JSON",
            description = "Publishes results as JSON in addition, for debugging.")
    boolean topk_json() default false;
}
