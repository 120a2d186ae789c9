using Holdfast.Proof.Child;

// A process of a proof: does what lines on its standard input say and answers with lines on its standard output.
// It ends when its standard input does, so that it never outlives the test.
using var session = new Session(
    new StreamReader(Console.OpenStandardInput()), new Answers(Console.OpenStandardOutput()));
session.Run();
