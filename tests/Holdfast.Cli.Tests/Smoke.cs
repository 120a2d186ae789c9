using Holdfast.Errors;

namespace Holdfast.Cli.Tests;

public sealed class Smoke
{
    [Fact]
    public void Assembly_Loads_HasName() => Assert.Equal("Holdfast", typeof(ErrorCode).Assembly.GetName().Name);
}
