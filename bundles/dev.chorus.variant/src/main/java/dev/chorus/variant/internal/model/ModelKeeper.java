package dev.chorus.variant.internal.model;

import dev.chorus.core.metrics.Counters;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best offered model in the slot. A refused model is tried again only after {@link #forgetRefusals()}. For
 * one thread, the service's control thread; the slot is for all.
 */
public final class ModelKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ModelKeeper.class);

    private final OnnxRuntime runtime;
    private final Counters counters;
    private final BooleanSupplier ending;
    private final ModelSlot slot = new ModelSlot();
    private final Map<ModelPlace, String> refused = new HashMap<>();
    private LoadedModel serving;

    /**
     * Creates a keeper with an empty slot.
     *
     * @param counters gets {@code modelsLoaded} and {@code modelsRefused}
     * @param ending whether the service or the JVM is ending: then no model is put into the slot, and none is
     *     refused, since its failure may be a consequence
     */
    public ModelKeeper(OnnxRuntime runtime, Counters counters, BooleanSupplier ending) {
        this.runtime = runtime;
        this.counters = counters;
        this.ending = ending;
    }

    /** Returns the slot that workers lease the model from. */
    public ModelSlot slot() {
        return slot;
    }

    /** Returns the model in the slot. */
    public Optional<LoadedModel> serving() {
        return Optional.ofNullable(serving);
    }

    /** Permits another attempt at refused models. */
    public void forgetRefusals() {
        refused.clear();
    }

    /**
     * Puts the best model into the slot: the highest version that passes its tests. If all are refused, a model of
     * that name that is in the slot stays; if none is offered, the slot is emptied.
     *
     * @param familyName the required family
     * @param variantId the required variant
     * @param places that offer it
     * @return problems for operators; empty if there are none
     */
    public List<String> select(String familyName, String variantId, List<ModelPlace> places) {
        refused.keySet().retainAll(places);
        for (ModelOffer offer : offers(familyName, variantId, places)) {
            if (serving != null && offer.isOf(serving)) {
                return problems();
            }
            if (serves(offer) || ending.getAsBoolean()) {
                return problems();
            }
        }
        if (places.isEmpty() || serving != null && !serving.isCalled(familyName, variantId)) {
            clear();
        }
        return places.isEmpty() ? List.of("nothing offers variant " + familyName + "/" + variantId) : problems();
    }

    private boolean serves(ModelOffer offer) {
        try {
            LoadedModel model = offer.load(runtime);
            if (ending.getAsBoolean()) {
                model.session().close();
                return false;
            }
            serve(model);
            return true;
        } catch (ModelRefusedException e) {
            refuse(offer.place(), e);
            return false;
        }
    }

    private List<ModelOffer> offers(String familyName, String variantId, List<ModelPlace> places) {
        List<ModelOffer> offers = new ArrayList<>();
        for (ModelPlace place : places) {
            if (!refused.containsKey(place)) {
                try {
                    offers.add(ModelOffer.read(place, familyName, variantId));
                } catch (ModelRefusedException e) {
                    refuse(place, e);
                }
            }
        }
        offers.sort(Comparator.comparing(ModelOffer::version).reversed());
        return offers;
    }

    private void serve(LoadedModel model) {
        slot.replace(model);
        serving = model;
        counters.count("modelsLoaded");
        LOG.info(
                "Serving {}/{} {} from {}",
                model.family().name(),
                model.variant().id(),
                model.family().version(),
                model.origin());
    }

    private void refuse(ModelPlace place, ModelRefusedException e) {
        if (ending.getAsBoolean()) {
            // A refusal would be published, and stay retained after the process has ended.
            LOG.info("Model not loaded, the service is ending: {}", e.getMessage());
            return;
        }
        refused.put(place, e.getMessage());
        counters.count("modelsRefused");
        LOG.error("Model refused: {}", e.getMessage());
        LOG.debug("Model refused", e);
    }

    private List<String> problems() {
        return refused.values().stream().sorted().toList();
    }

    /** Empties the slot. */
    public void clear() {
        if (serving != null) {
            LOG.info(
                    "No longer serving {}/{}",
                    serving.family().name(),
                    serving.variant().id());
        }
        serving = null;
        slot.replace(null);
    }
}
