import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Asks the veraPDF engine about many files in one run of the virtual machine.
 *
 * <p>Arguments: flavours with commas between them, then files. Writes one JSON object a line for each file and flavour:
 * {@code {"path", "flavour", "passed", "checks", "failures": [{"clause", "test", "times", "message", "context"}]}}, or
 * {@code {"path", "flavour", "error"}} where the engine could not read the file. Exits with 0 whatever the verdicts: the
 * reader decides.
 */
public final class VeraCheck {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private VeraCheck() {}

  /** One rule that was broken: how often, and where first. */
  private static final class Broken {
    final TestAssertion first;
    int count = 0;

    Broken(TestAssertion first) {
      this.first = first;
    }
  }

  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    VeraPDFFoundry foundry = Foundries.defaultInstance();
    for (int i = 1; i < args.length; i++) {
      for (String name : args[0].split(",")) {
        String head = "{\"path\": " + quote(args[i]) + ", \"flavour\": " + quote(name) + ", ";
        String verdict;
        try {
          verdict = verdict(foundry, new File(args[i]), PDFAFlavour.fromString(name));
        } catch (Exception e) {
          verdict = "\"error\": " + quote(String.valueOf(e.getMessage()));
        }
        OUT.println(head + verdict + "}");
      }
    }
  }

  private static String verdict(VeraPDFFoundry foundry, File file, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser = foundry.createParser(file, flavour);
        PDFAValidator validator = foundry.createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      Map<RuleId, Broken> broken = new LinkedHashMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          broken.computeIfAbsent(assertion.getRuleId(), rule -> new Broken(assertion)).count++;
        }
      }
      List<String> failures = new ArrayList<>();
      broken.forEach((rule, what) -> failures.add(
          "{\"clause\": " + quote(rule.getClause()) + ", \"test\": " + rule.getTestNumber()
              + ", \"times\": " + what.count + ", \"message\": " + quote(what.first.getMessage())
              + ", \"context\": " + quote(what.first.getLocation().getContext()) + "}"));
      return "\"passed\": " + result.isCompliant() + ", \"checks\": " + result.getTotalAssertions()
          + ", \"failures\": [" + String.join(", ", failures) + "]";
    }
  }

  /** Returns a JSON string. */
  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : (text == null ? "" : text).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
