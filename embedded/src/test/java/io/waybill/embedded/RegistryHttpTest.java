package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry's answers as they stand on the wire, to good requests and to bad ones. */
@Tag("slow")
class RegistryHttpTest {

    private static final String REGISTER = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder);
        new RegistryHttpTest().send("POST", "/subjects/text/versions", REGISTER);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /                                     |                                | 200 | {}
            GET    | /subjects                             |                                | 200 | ["text"]
            GET    | /subjects/?deleted=true&x=y           |                                | 200 | ["text"]
            GET    | /subjects?subjectPrefix=te            |                                | 200 | ["text"]
            GET    | /subjects?subjectPrefix=no            |                                | 200 | []
            GET    | /subjects/text/versions               |                                | 200 | [1]
            GET    | /subjects/text/versions/latest/       |                                | 200 | {"subject":"text","version":1,"id":1,"schema":"\\"string\\""}
            GET    | /subjects/text/versions/-1            |                                | 200 | {"subject":"text","version":1,"id":1,"schema":"\\"string\\""}
            GET    | /subjects/text/versions/1/schema      |                                | 200 | "\\"string\\""
            GET    | /subjects/t%65xt/versions             |                                | 200 | [1]
            GET    | /schemas/ids/1?fetchMaxId=false       |                                | 200 | {"schema":"\\"string\\""}
            GET    | /schemas/ids/1/subjects               |                                | 200 | ["text"]
            GET    | /schemas/types                        |                                | 200 | ["AVRO"]
            GET    | /config                               |                                | 200 | {"compatibilityLevel":"BACKWARD"}
            GET    | /config/                              |                                | 200 | {"compatibilityLevel":"BACKWARD"}
            GET    | /config/text?defaultToGlobal=true     |                                | 200 | {"compatibilityLevel":"BACKWARD"}
            GET    | /mode                                 |                                | 200 | {"mode":"READWRITE"}
            GET    | /contexts                             |                                | 200 | ["."]
            POST   | /subjects/text/versions?normalize=true | {"schema":"\\"string\\""}     | 200 | {"id":1}
            POST   | /compatibility/subjects/text/versions/latest | {"schema":"\\"string\\""} | 200 | {"is_compatible":true}
            GET    | /nowhere                              |                                | 404 | {"error_code":404,"message":"no such path: /nowhere"}
            GET    | /subjects/none/versions               |                                | 404 | {"error_code":40401,"message":"Subject 'none' not found."}
            GET    | /subjects/text/versions/7             |                                | 404 | {"error_code":40402,"message":"Version 7 not found."}
            GET    | /subjects/text/versions/0             |                                | 422 | {"error_code":42202,"message":"The specified version '0' is not a valid version id: a number from 1, or latest"}
            GET    | /schemas/ids/77                       |                                | 404 | {"error_code":40403,"message":"Schema not found"}
            GET    | /schemas/ids/many                     |                                | 404 | {"error_code":40403,"message":"Schema not found"}
            PUT    | /config                               | {"compatibility":"ODD"}        | 422 | {"error_code":42203,"message":"Invalid compatibility level 'ODD'"}
            PATCH  | /subjects                             |                                | 405 | {"error_code":405,"message":"PATCH is not possible on subjects"}
            POST   | /subjects/text/versions               | no json                        | 400 | {"error_code":400,"message":"the body is not JSON"}
            POST   | /subjects/text/versions               | []                             | 400 | {"error_code":400,"message":"the body is not a JSON object"}
            POST   | /subjects/text/versions               | {"schema":"{}","schemaType":"JSON"} | 422 | {"error_code":42201,"message":"Invalid schema: this registry takes AVRO only, not JSON"}
            POST   | /subjects/text/versions               | {"schema":"\\"string\\"","id":5} | 422 | {"error_code":42205,"message":"this registry gives the ids itself"}
            DELETE | /subjects/text?permanent=true         |                                | 422 | {"error_code":42205,"message":"schemas are hidden, never erased: records on the broker may carry their ids"}
            """)
    void answers(String method, String path, String body, int status, String answer) throws Exception {
        HttpResponse<String> response = send(method, path, body == null ? "" : body);

        assertThat(response.body()).isEqualTo(answer);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void a_schema_that_is_none_is_refused() throws Exception {
        HttpResponse<String> response =
                send("POST", "/subjects/text/versions", "{\"schema\":\"{\\\"type\\\":\\\"recor\\\"}\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).startsWith("{\"error_code\":42201,\"message\":\"Invalid schema: ");
    }

    @Test
    void a_body_without_end_is_refused() throws Exception {
        HttpResponse<String> response = send("POST", "/subjects/text/versions", "x".repeat((1 << 20) + 1));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(stack.registryUrl() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
