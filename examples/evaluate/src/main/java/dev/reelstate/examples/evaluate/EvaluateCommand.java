package dev.reelstate.examples.evaluate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: which kind of evaluation. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores a model against ground truth with the numbers of the field's reference tools."
    },
    optionListHeading = "%n",
    commandListHeading = "%nKinds:%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:scored; the gate passes if one was given",
      "1:the gate fails",
      "2:an argument is invalid or an input cannot be read",
      "4:the data does not suffice for the gate to decide"
    })
final class EvaluateCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name the kind of evaluation: coco, mot, events or voc");
  }
}
