package dev.chorus.web;

import dev.chorus.web.internal.rest.Api;
import dev.chorus.web.internal.rest.CallFailure;
import dev.chorus.web.internal.rest.CallSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.ResponseBuilder;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.UserAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves REST ({@code docs/rest.md}) below {@code /services/chorus/v1}. Kura finds the service by its annotations,
 * authenticates callers and admits those with the permission {@code rest.chorus}. Every method carries
 * {@link RolesAllowed}: a method without an annotation would be open to every caller.
 */
@Component(name = "dev.chorus.web.RestService", service = RestService.class, immediate = true)
@Path("/chorus/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class RestService {

    /** The role that every method requires. Kura grants it to users with the permission {@code "rest." + ROLE}. */
    static final String ROLE = "chorus";

    /** The group by which Kura's user admin knows that permission; the console lists it as {@code rest.chorus}. */
    private static final String PERMISSION = "kura.permission.rest." + ROLE;

    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_API = "openapi.json";

    private static final Logger LOG = LoggerFactory.getLogger(RestService.class);

    private final List<WebService> watched = new CopyOnWriteArrayList<>();
    private final Api api;

    /** Called by the component runtime. */
    public RestService() {
        this.api = new Api(() -> watched.stream().map(WebService::watch).toList());
    }

    /** @param api answers the calls */
    RestService(Api api) {
        this.api = api;
    }

    /** Creates the permission, so that it can be granted to users in the console. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setUserAdmin(UserAdmin userAdmin) {
        userAdmin.createRole(PERMISSION, Role.GROUP);
    }

    void unsetUserAdmin(UserAdmin userAdmin) {
        // The permission outlives this bundle: it is granted to users.
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addWebService(WebService service) {
        watched.add(service);
    }

    void removeWebService(WebService service) {
        watched.remove(service);
    }

    /** Returns all families. */
    @GET
    @Path("/families")
    @RolesAllowed(ROLE)
    public Response families(@Context HttpHeaders headers, @Context SecurityContext caller) {
        return answer(headers, caller, api::families);
    }

    /** Returns one family. */
    @GET
    @Path("/families/{family}")
    @RolesAllowed(ROLE)
    public Response family(
            @PathParam("family") String family, @Context HttpHeaders headers, @Context SecurityContext caller) {
        return answer(headers, caller, () -> api.family(family));
    }

    /** Returns the variants of a family. */
    @GET
    @Path("/families/{family}/variants")
    @RolesAllowed(ROLE)
    public Response variants(
            @PathParam("family") String family, @Context HttpHeaders headers, @Context SecurityContext caller) {
        return answer(headers, caller, () -> api.variants(family));
    }

    /** Returns the aggregators of a family. */
    @GET
    @Path("/families/{family}/aggregators")
    @RolesAllowed(ROLE)
    public Response aggregators(
            @PathParam("family") String family, @Context HttpHeaders headers, @Context SecurityContext caller) {
        return answer(headers, caller, () -> api.aggregators(family));
    }

    /** Returns the latest results of a family. */
    @GET
    @Path("/families/{family}/results")
    @RolesAllowed(ROLE)
    public Response results(
            @PathParam("family") String family,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @Context HttpHeaders headers,
            @Context SecurityContext caller) {
        return answer(headers, caller, () -> api.results(family, whole("limit", limit)));
    }

    /** Returns the picture of a result. */
    @GET
    @Path("/families/{family}/results/{id}/picture")
    @Produces({"image/jpeg", "image/png", MediaType.APPLICATION_JSON})
    @RolesAllowed(ROLE)
    public Response picture(
            @PathParam("family") String family,
            @PathParam("id") String id,
            @Context HttpHeaders headers,
            @Context SecurityContext caller) {
        return guarded(headers, caller, () -> {
            byte[] picture = api.picture(family, id);
            boolean png = picture.length > 1 && picture[0] == (byte) 0x89 && picture[1] == 'P';
            return Response.ok(picture, png ? "image/png" : "image/jpeg");
        });
    }

    /** Classifies a picture. */
    @POST
    @Path("/families/{family}/classify")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(ROLE)
    public Response classify(
            @PathParam("family") String family,
            @QueryParam("deadlineMs") @DefaultValue("0") String deadlineMillis,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @Context HttpHeaders headers,
            @Context SecurityContext caller,
            InputStream body) {
        return answer(
                headers, caller, () -> api.classify(family, contentType, body, whole("deadlineMs", deadlineMillis)));
    }

    /** Returns whether this service runs. */
    @GET
    @Path("/health/live")
    @RolesAllowed(ROLE)
    public Response live(@Context HttpHeaders headers, @Context SecurityContext caller) {
        return answer(headers, caller, api::live);
    }

    /** Returns whether all families can be asked. */
    @GET
    @Path("/health/ready")
    @RolesAllowed(ROLE)
    public Response ready(@Context HttpHeaders headers, @Context SecurityContext caller) {
        return answer(headers, caller, api::ready);
    }

    /** Returns all figures in the text format of Prometheus. */
    @GET
    @Path("/metrics")
    @Produces("text/plain")
    @RolesAllowed(ROLE)
    public Response metrics(@Context HttpHeaders headers, @Context SecurityContext caller) {
        return guarded(headers, caller, () -> Response.ok(api.metrics(), METRICS));
    }

    /** Returns the description of all calls in OpenAPI. */
    @GET
    @Path("/openapi.json")
    @RolesAllowed(ROLE)
    public Response openApi(@Context HttpHeaders headers, @Context SecurityContext caller) {
        return guarded(
                headers,
                caller,
                () -> Response.ok(RestService.class.getResourceAsStream(OPEN_API), MediaType.APPLICATION_JSON));
    }

    private interface Call<T> {
        T run() throws CallFailure, IOException, InterruptedException;
    }

    private static Response answer(HttpHeaders headers, SecurityContext caller, Call<Object> call) {
        return guarded(
                headers,
                caller,
                () -> Response.ok(call.run().toString(), MediaType.APPLICATION_JSON + "; charset=utf-8"));
    }

    /**
     * Answers every failure as JSON. Otherwise the server would answer an internal error with its own page and the
     * stack trace.
     */
    private static Response guarded(HttpHeaders headers, SecurityContext caller, Call<ResponseBuilder> call) {
        return guarded(() -> {
                    source(headers, caller).check();
                    return call.run();
                })
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static CallSource source(HttpHeaders headers, SecurityContext caller) {
        return new CallSource(
                headers.getHeaderString(HttpHeaders.HOST),
                headers.getHeaderString("X-Forwarded-Host"),
                headers.getHeaderString("Origin"),
                headers.getHeaderString("Sec-Fetch-Site"),
                caller != null && caller.getUserPrincipal() != null);
    }

    private static ResponseBuilder guarded(Call<ResponseBuilder> call) {
        try {
            return call.run();
        } catch (CallFailure e) {
            return failed(e);
        } catch (IOException e) {
            return failed(CallFailure.brokenBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(CallFailure.stopping());
        } catch (RuntimeException e) {
            LOG.error("REST call failed", e);
            return failed(CallFailure.internal());
        }
    }

    private static ResponseBuilder failed(CallFailure failure) {
        ResponseBuilder response = Response.status(failure.status())
                .entity(failure.json())
                .type(MediaType.APPLICATION_JSON + "; charset=utf-8");
        return failure.isPassing() ? response.header("Retry-After", 1) : response;
    }

    private static int whole(String name, String value) throws CallFailure {
        try {
            return Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw CallFailure.badNumber(name, value);
        }
    }
}
