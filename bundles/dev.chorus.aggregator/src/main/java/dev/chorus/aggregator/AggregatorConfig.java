package dev.chorus.aggregator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an operator can set. Kura finds the definition by the PID, which must be file name, id and component name alike. */
@ObjectClassDefinition(
        id = AggregatorConfig.PID,
        name = "Chorus Aggregator",
        description = "Fuses what the variants of a family say of each picture into one answer.",
        icon = @Icon(resource = "OSGI-INF/aggregator.png", size = 32))
@interface AggregatorConfig {

    String PID = "dev.chorus.aggregator.AggregatorService";

    @AttributeDefinition(
            name = "Family",
            description = "The family whose results are fused: 1 to 64 letters, digits, _ . or -")
    String family();

    @AttributeDefinition(name = "Broker URL", description = "mqtt://host:port, with TLS mqtts://host:port")
    String broker_url() default "mqtt://localhost:1883";

    @AttributeDefinition(
            name = "Client id",
            required = false,
            description =
                    "What broker and status know this instance by; empty: made of the host name and the component's name")
    String client_id() default "";

    @AttributeDefinition(name = "User", required = false, description = "To log in to the broker as; empty: nobody")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "To log in to the broker with")
    String password();

    @AttributeDefinition(name = "Topic root", description = "What all topics begin with; may hold slashes")
    String topic_root() default "chorus";

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "How long the answer to a request may take that names no deadline itself")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Quorum",
            min = "1",
            max = "256",
            description = "How many variants an answer needs at least")
    int quorum() default 1;

    @AttributeDefinition(
            name = "Strategy",
            description = "How results are fused",
            options = @Option(label = "Scaled sum", value = "scaled-sum"))
    String strategy() default "scaled-sum";

    @AttributeDefinition(
            name = "Early stop",
            description = "Answer as soon as what is missing can provably no longer change the first label")
    boolean early_stop() default true;

    @AttributeDefinition(
            name = "Open windows",
            min = "1",
            max = "100000",
            description = "How many requests may be open at once; beyond, the oldest is answered with what there is")
    int windows_max() default 1000;

    @AttributeDefinition(
            name = "Labels",
            min = "1",
            max = "1000",
            description = "How many labels an answer lists at most")
    int labels_max() default 5;
}
