using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Holdfast.Tests.Architecture;

/// <summary>What must not compile: it would run, and not do what it says.</summary>
public sealed class RefusedCode
{
    private const string Refused = "CS0619";

    private static readonly MetadataReference[] References =
        [.. SourceModel.FrameworkReferences, MetadataReference.CreateFromFile(typeof(Revision).Assembly.Location)];

    [Theory]
    [InlineData("async tx => { await Task.Yield(); tx[\"/a\"] = 1; }")]
    [InlineData("async tx => { await Task.Yield(); return 1; }")]
    [InlineData("tx => OfTask(tx)")]
    [InlineData("tx => OfTaskWithResult(tx)")]
    [InlineData("tx => OfValueTask(tx)")]
    [InlineData("tx => OfValueTaskWithResult(tx)")]
    public void SynchronousAtomic_OfAnAsynchronousFunction_DoesNotCompile(string function)
    {
        Assert.Equal([Refused], ErrorsOf($"state.Atomic({function});"));
        Assert.Equal([Refused], ErrorsOf($"state.Exclusive({function});"));
        Assert.Equal([Refused], ErrorsOf($"state.Preview({function});"));
    }

    [Theory]
    [InlineData("state.Atomic(tx => tx[\"/a\"] = 1);")]
    [InlineData("int a = state.Atomic(tx => tx.Get<int>(\"/a\")).Value;")]
    [InlineData("state.Exclusive(tx => tx.Remove(\"/a\"));")]
    [InlineData("state.Preview(tx => { tx[\"/a\"] = 1; });")]
    [InlineData("state.AtomicAsync(OfTask);")]
    public void Function_ThatIsAsItsCallSays_Compiles(string code) => Assert.Empty(ErrorsOf(code));

    private static IEnumerable<string> ErrorsOf(string statement)
    {
        string program = $$"""
            using System.Threading.Tasks;
            using Holdfast;
            static class Program
            {
                static void Run(State state) { {{statement}} }
                static Task OfTask(Transaction tx) => Task.CompletedTask;
                static Task<int> OfTaskWithResult(Transaction tx) => Task.FromResult(1);
                static ValueTask OfValueTask(Transaction tx) => default;
                static ValueTask<int> OfValueTaskWithResult(Transaction tx) => default;
            }
            """;
        return CSharpCompilation.Create(
                "Refused",
                [CSharpSyntaxTree.ParseText(program, SourceModel.ParseOptions)],
                References,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);
    }
}
