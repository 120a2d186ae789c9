using System.Reflection;
using System.Reflection.Emit;
using Holdfast.Errors;
using Holdfast.Processes.Children;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What a child cannot begin with, its parent is told.</summary>
public sealed class BeginTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    public BeginTests() => _context = new ProcessContext(_folder.Store);

    [Fact]
    public void Begin_OfAnotherBuildInAnotherForm_IsSaidToBeThat()
    {
        byte[] begin = [.. Guid.NewGuid().ToByteArray(), 255, 255];
        List<Frame> heard = [];
        using ManualResetEvent over = new(false);
        ProcessLife.Start(
            new ChildOutput(ProcessOutput.Discard, ""),
            ChildProgram.Environment(null),
            mark: "none",
            pieces: null,
            begin,
            frame => heard.Add(frame with { Payload = frame.Payload.ToArray() }),
            _ => over.Set());
        Assert.True(over.WaitOne(Patience));
        Frame failed = Assert.Single(heard);
        Assert.Equal(FrameKind.Failed, failed.Kind);
        Assert.Equal(ErrorCode.ProgramChanged, RunOutcome.ToImage(failed.Payload).Code);
    }

    [Fact]
    public void Begin_WithARetriedTypeThatTheChildHasNot_FailsWithThat()
    {
        AssemblyName own = typeof(BeginTests).Assembly.GetName();
        Type absent = AssemblyBuilder.DefineDynamicAssembly(own, AssemblyBuilderAccess.Run)
            .DefineDynamicModule("absent")
            .DefineType("Absent", TypeAttributes.Public, typeof(Exception))
            .CreateType();
        ProcessOptions options = new()
        {
            Retry = new RetryPolicy { Exceptions = [absent] },
            Output = ProcessOutput.Discard,
        };
        ProcessWaitException failed = Assert.Throws<ProcessWaitException>(
            () => _context.Start(options, Functions.Pid).Wait(Patience));
        Assert.Equal(1, failed.ExitCode);
        Assert.IsType<TypeLoadException>(failed.InnerException);
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
    }
}
