using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Lifecycle.Runs;

/// <summary>Real signals, sent to real processes.</summary>
public sealed class SignalTests
{
    private const int User = 10;
    private const int Terminate = 15;

    [Fact]
    public void Scope_WithSignals_CancelsAndGivesThemBack()
    {
        using ChildProcess child = new("signals", "cancel");
        Assert.Equal("inside", child.ReadLine());
        child.Signal(User);
        Assert.Equal("cancelled", child.ReadLine());
        Assert.Equal("outside", child.ReadLine());
        child.Signal(User);
        Assert.Equal(128 + User, child.WaitForExit());
    }

    [Theory]
    [InlineData(User)]
    [InlineData(Terminate)]
    public void Scope_WithAHandlerOfItsOwn_CallsItInsteadOfEndingTheProcess(int signal)
    {
        using ChildProcess child = new("signals", "handler");
        Assert.Equal("inside", child.ReadLine());
        child.Signal(signal);
        string caught = signal == User ? "caught 10" : "caught -4";
        Assert.Equal(caught, child.ReadLine());
        Assert.Equal("cancelled", child.ReadLine());
        Assert.Equal("outside", child.ReadLine());
        child.Signal(signal);
        Assert.Equal(128 + signal, child.WaitForExit());
    }

    [Fact]
    public void CatchSignals_Nested_CallsThePreviousOneOnlyWhenAsked()
    {
        using ChildProcess child = new("signals", "nested");
        Assert.Equal("both", child.ReadLine());
        child.Signal(User);
        Assert.Equal("inner", child.ReadLine());
        Assert.Equal("outer", child.ReadLine());
        child.WriteLine();
        Assert.Equal("inner only", child.ReadLine());
        child.Signal(User);
        Assert.Equal("inner", child.ReadLine());
        child.WriteLine();
        Assert.Equal("outer only", child.ReadLine());
        child.Signal(User);
        Assert.Equal("outer", child.ReadLine());
    }

    [Fact]
    public void Scope_OfBackgroundWork_LeavesSignalsAlone()
    {
        using ChildProcess child = new("signals", "background");
        Assert.Equal("inside", child.ReadLine());
        child.Signal(User);
        Assert.Equal(128 + User, child.WaitForExit());
    }
}
