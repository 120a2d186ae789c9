using Holdfast.Errors;
using Holdfast.Processes.Children;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>The variable by which the runtime enters a child.</summary>
public sealed class ChildProgramTests
{
    [Theory]
    [InlineData(null, "/app/hook.dll", "/app/hook.dll")]
    [InlineData("", "/app/hook.dll", "/app/hook.dll")]
    [InlineData("/a.dll:/b.dll", "/app/hook.dll", "/a.dll:/b.dll:/app/hook.dll")]
    public void HooksWith_Others_PutsItLastAndTakesItAway(string? others, string hook, string all)
    {
        Assert.Equal(all, ChildProgram.HooksWith(others, hook));
        Assert.Equal(string.IsNullOrEmpty(others) ? null : others, ChildProgram.HooksWithout(all));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("/others.dll", true)]
    public void Environment_WithHooksOfOthers_IsMarkedAndEnteredByAHook(string? hooks, bool isHooked)
    {
        IReadOnlyList<string> environment = ChildProgram.Environment(new Dictionary<string, string?>
        {
            ["DOTNET_STARTUP_HOOKS"] = hooks,
            ["HOLDFAST_WORKER"] = "7",
        });
        Assert.Equal(isHooked, environment.Contains("HOLDFAST_WORKER=3"));
        Assert.DoesNotContain("HOLDFAST_WORKER=7", environment);
        Assert.Equal(isHooked, ChildProgram.CommandFor(environment).Entry is null);
    }

    [Fact]
    public void HooksWith_PathTheRuntimeCutsInTwo_IsRefused() => Assert.Equal(
        ErrorCode.ChildFailed,
        Assert.Throws<HoldfastException>(() => ChildProgram.HooksWith(null, "/apps/10:30/hook.dll")).Code);
}
