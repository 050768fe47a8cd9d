// Nothing is sent to other hosts: without this the pages would ask a public validator about the document.
const nobody = null;

SwaggerUIBundle({url: '/openapi.json', dom_id: '#api', deepLinking: true, displayRequestDuration: true, validatorUrl: nobody});
