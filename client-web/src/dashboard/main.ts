const root = document.querySelector("#dashboard");
if (root !== null) root.textContent = "Tributary";
