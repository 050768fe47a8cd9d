package org.onthaal.feedback;

import com.google.gson.Gson;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.v1.ContractSchemas;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The API as an OpenAPI document and as pages to read and try it in. The calls are described in
/// `openapi.yaml`, the messages come from the contract.
final class ApiDocumentHttpService implements HttpService {
  private static final Header JSON_TYPE =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");
  // Swagger UI styles its own elements.
  private static final Header POLICY =
      HeaderValues.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
              + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  private static final String PAGES = "/META-INF/resources/webjars/swagger-ui/";
  private static final Map<String, String> TYPES =
      Map.of(
          "swagger-ui.css", "text/css; charset=utf-8",
          "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
          "docs.js", "text/javascript; charset=utf-8");

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/openapi.json", (_, response) -> response.header(JSON_TYPE).send(Document.JSON))
        .get("/docs", this::page)
        .get("/docs/{name}", this::asset);
  }

  private void page(ServerRequest request, ServerResponse response) {
    response
        .header(POLICY)
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .send(resource("docs.html"));
  }

  private void asset(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    String type = TYPES.get(name);
    if (type == null) {
      HttpDoor.refuse(response, new Problem(Reason.NOT_FOUND, "no such path"));
      return;
    }
    byte[] content = resource(name.equals("docs.js") ? name : PAGES + version() + "/" + name);
    response.header(HeaderNames.CONTENT_TYPE, type).send(content);
  }

  // The folder of a web jar carries its version.
  private static String version() {
    Properties properties = new Properties();
    try {
      properties.load(stream("/META-INF/maven/org.webjars/swagger-ui/pom.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("the version of swagger-ui cannot be read", e);
    }
    return properties.getProperty("version");
  }

  private static byte[] resource(String name) {
    try (InputStream in = stream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static InputStream stream(String name) {
    InputStream in = ApiDocumentHttpService.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return in;
  }

  /// Made when somebody first asks: most starts never need it.
  private static final class Document {
    static final byte[] JSON = json();

    private static byte[] json() {
      Map<String, Object> described =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(resource("openapi.yaml"), StandardCharsets.UTF_8));
      ContractSchemas.load().complete(described);
      return new Gson().toJson(described).getBytes(StandardCharsets.UTF_8);
    }
  }
}
